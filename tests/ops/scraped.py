"""What a Prometheus would read of a service, and what its dashboard and rules ask for."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request

import yaml
from service import ROOT, Service

DEPLOY = ROOT / "deploy"
_NAME = re.compile(r"\b(?:readout|process)_[a-z_]+")
_SAMPLE = re.compile(r"^(\w+)(\{.*\})? (\S+)$", re.M)


def origin(service: Service) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", service.log.read_text())
    assert found, service.log.read_text()
    return found[0]


def page(service: Service, token: str = "") -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(
        urllib.request.Request(f"{origin(service)}/metrics", headers=headers), timeout=60
    ) as reply:
        assert reply.headers["content-type"].startswith("text/plain; version=")
        return reply.read().decode()


def status(service: Service, token: str = "") -> int:
    try:
        page(service, token)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def samples(text: str) -> dict[str, float]:
    """Each sample by its name and labels, as they are printed."""
    return {f"{name}{labels}": float(value) for name, labels, value in _SAMPLE.findall(text)}


def value(text: str, name: str, **labels: str) -> float:
    """The sum of a metric's samples that have these labels."""
    wanted = [f'{key}="{said}"' for key, said in labels.items()]
    found = samples(text)
    return sum(found[key] for key in found if key.split("{")[0] == name and all(each in key for each in wanted))


def asked_for() -> set[str]:
    """The metrics that the dashboard and the rules read."""
    dashboard = json.loads((DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    rules = yaml.safe_load((DEPLOY / "prometheus-rules.yaml").read_text(encoding="utf-8"))
    asked += [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    return {name for each in asked for name in _NAME.findall(each)}


def announced(text: str) -> set[str]:
    """The names of samples that a page says it has, or will have once there are any."""
    found: set[str] = set()
    for name, kind in re.findall(r"^# TYPE (\w+) (\w+)$", text, re.M):
        found |= {f"{name}_{each}" for each in ("bucket", "sum", "count")} if kind == "histogram" else {name}
    return found
