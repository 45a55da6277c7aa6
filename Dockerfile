# Readout in a container: small, not root, and at ease with a read-only root file system.
#   docker build -t readout . && docker compose up -d
#   docker build -t readout-postgres --build-arg REQUIREMENTS=postgres .    # its store may be on PostgreSQL
#
# The base is pinned by its digest, which is that of Python 3.13.15 on Debian trixie, for every architecture. To move it:
#   docker buildx imagetools inspect python:3.13-slim      # prints the digest of today: put it into both lines below

# ---- build: the pinned packages and the wheel go into an environment of their own
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /src
ARG REQUIREMENTS=runtime
COPY requirements/build.txt requirements/runtime.txt requirements/postgres.txt requirements/
# The finished environment carries no pip: the one of the builder fills it.
RUN python -m venv /opt/builder && \
    python -m venv --without-pip /opt/readout && \
    /opt/builder/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt && \
    /opt/builder/bin/pip --python /opt/readout/bin/python install --no-cache-dir --require-hashes -r requirements/$REQUIREMENTS.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY prompts/ prompts/
COPY config/readout.example.yaml config/slack-manifest.yaml config/feeds.csv config/
COPY seeds/ seeds/
RUN /opt/builder/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /tmp/wheel . && \
    /opt/builder/bin/pip --python /opt/readout/bin/python install --no-cache-dir --no-deps /tmp/wheel/*.whl

# ---- what runs
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin readout && \
    install -d -m 0700 -o readout -g readout /data
COPY --from=build /opt/readout /opt/readout
# The health port stays on the container's own loopback: only HEALTHCHECK asks it.
ENV PATH=/opt/readout/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    READOUT_DATA=/data \
    READOUT_LOG_FORMAT=json \
    READOUT_WEB_PORT=8710
# Settings are looked for in config/readout.yaml from here: on the volume.
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
# Alive, not ready: a restart mends neither a full disk nor a platform that is away. /readyz is for monitoring.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['READOUT_WEB_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["readout"]
CMD ["run"]
