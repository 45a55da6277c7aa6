"""`deploy/compose.scale.yaml` and `deploy/kubernetes/`: as their descriptions want them, every role, locked down."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_root import TOP
from recipe import stages

from bot.chat import registry
from bot.config.loading import is_secret, variables

ROLES = ("gateway", "web", "scheduler", "poll", "read", "write")
COMPOSE = TOP / "deploy/compose.scale.yaml"
MANIFESTS = sorted((TOP / "deploy/kubernetes").glob("*.yaml"))
UNITS = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "m": 2**20, "g": 2**30, "MB": 10**6}
OURS = ("READOUT_", "OPENAI_", "DISCORD_", "SLACK_")
NOT_IN_THE_FILE = {"READOUT_CONFIG"}
"""What says where the settings file is."""


def services() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"])


def processes() -> dict[str, Any]:
    """Readout's services: all but the database."""
    return {name: each for name, each in services().items() if "--roles" in each.get("command", ())}


def manifests(kind: str) -> Iterator[dict[str, Any]]:
    for file in MANIFESTS:
        yield from (each for each in yaml.safe_load_all(file.read_text(encoding="utf-8")) if each["kind"] == kind)


def deployments() -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"].removeprefix("readout-"): each["spec"] for each in manifests("Deployment")}


def container(deployment: dict[str, Any]) -> dict[str, Any]:
    (one,) = deployment["template"]["spec"]["containers"]
    return dict(one)


def known() -> dict[str, bool]:
    """Every variable that is read, and whether it is a secret."""
    found = {variable: is_secret(field) for variable, _, field in variables(registry.settings_class())}
    return (
        found
        | {f"{name}_FILE": False for name, secret in found.items() if secret}
        | dict.fromkeys(NOT_IN_THE_FILE, False)
    )


def bytes_of(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+) ?([A-Za-z]+)", text).groups()
    return int(number) * UNITS[unit]


# ---------------------------------------------------------------- as their descriptions want them


def test_the_compose_files_are_as_compose_reads_them() -> None:
    files = [str(COMPOSE), str(TOP / "compose.yaml")]
    checked = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*checked, *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", MANIFESTS, ids=lambda file: file.stem)
def test_the_manifests_are_as_kubernetes_reads_them(file: Path) -> None:
    import kubernetes_validate

    for each in yaml.safe_load_all(file.read_text(encoding="utf-8")):
        kubernetes_validate.validate(each, kubernetes_validate.latest_version(), strict=True)
        wrong = {**each, "metadata": {**each["metadata"], "labels": "none"}}
        with pytest.raises(kubernetes_validate.ValidationError):
            kubernetes_validate.validate(wrong, kubernetes_validate.latest_version(), strict=True)


# ---------------------------------------------------------------- every role, and what it is told


def test_every_role_is_there() -> None:
    assert {name: each["command"] for name, each in processes().items()} == {
        role: ["run", "--roles", role] for role in ROLES
    }
    assert {name: container(each)["args"] for name, each in deployments().items()} == {
        role: ["run", "--roles", role] for role in ROLES
    }
    assert services()["gateway"]["deploy"]["replicas"] == 2
    assert all(each["replicas"] >= 2 for each in deployments().values())


def test_what_they_are_told_is_read() -> None:
    told = [name for each in processes().values() for name in each["environment"]]
    told += [each["name"] for deployment in deployments().values() for each in container(deployment)["env"]]
    assert len(told) > 20
    for name in told:
        assert name.startswith(OURS) and name in known(), name
        assert not known()[name], f"{name} is a secret: it stands in a file"


def test_the_image_has_what_a_store_on_a_server_takes_where_a_build_asks_for_it() -> None:
    assert {each["build"]["args"]["REQUIREMENTS"] for each in processes().values()} == {"postgres"}
    build, _ = stages(TOP / "Dockerfile")
    assert [step.rest for step in build.steps if step.word == "ARG"] == ["REQUIREMENTS=runtime"]
    plain, more = (pinned(TOP / f"requirements/{name}.txt") for name in ("runtime", "postgres"))
    assert plain <= more and any(line.startswith("psycopg") for line in more - plain)
    assert not any("psycopg" in line for line in plain)
    extra = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wanted = {re.split(r"[\[<>=;]", each)[0] for each in extra["postgres"]}
    assert wanted <= {line.partition("==")[0] for line in more}, "`make lock` pins the extra anew"


def pinned(file: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==[^ ;\\]+", file.read_text(encoding="utf-8"), re.MULTILINE))


def test_each_secret_that_is_named_is_mounted() -> None:
    for name, each in processes().items():
        files = [value for key, value in each["environment"].items() if key.endswith("_FILE")]
        assert sorted(files) == sorted(f"/run/secrets/{secret}" for secret in each["secrets"]), name
    for name, each in deployments().items():
        one, spec = container(each), each["template"]["spec"]
        (folder,) = (mount["mountPath"] for mount in one["volumeMounts"] if mount["name"] == "secrets")
        (items,) = (volume["secret"]["items"] for volume in spec["volumes"] if volume["name"] == "secrets")
        files = [variable["value"] for variable in one["env"] if variable["name"].endswith("_FILE")]
        assert sorted(files) == sorted(f"{folder}/{item['path']}" for item in items), name


# ---------------------------------------------------------------- locked down, watched, and with enough room


def test_compose_starts_each_locked_down() -> None:
    for name, each in processes().items():
        assert each["read_only"] is True and each["cap_drop"] == ["ALL"], name
        assert each["security_opt"] == ["no-new-privileges:true"], name
        assert {mount.partition(":")[0] for mount in each["tmpfs"]} == {"/data", "/tmp"}, name
        assert all(port.startswith("127.0.0.1:") for port in each.get("ports", ())), name


def test_kubernetes_starts_each_locked_down_and_asks_after_it() -> None:
    for name, each in deployments().items():
        spec, one = each["template"]["spec"], container(each)
        assert spec["securityContext"]["runAsNonRoot"] and spec["securityContext"]["runAsUser"] == 10001, name
        assert one["securityContext"]["readOnlyRootFilesystem"], name
        assert one["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name
        assert not one["securityContext"]["allowPrivilegeEscalation"], name
        probes = {kind: one[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
        assert probes == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}, name


def test_a_node_may_be_emptied_without_all_of_a_role_going() -> None:
    budgets = {
        each["metadata"]["name"].removeprefix("readout-"): each["spec"] for each in manifests("PodDisruptionBudget")
    }
    assert set(budgets) == set(ROLES)
    for role, budget in budgets.items():
        assert budget["maxUnavailable"] < deployments()[role]["replicas"]
        assert budget["selector"]["matchLabels"] == deployments()[role]["selector"]["matchLabels"]
    (service,) = manifests("Service")
    assert service["spec"]["selector"] == deployments()["web"]["selector"]["matchLabels"]


def test_every_limit_lies_above_what_the_page_says_is_needed() -> None:
    page = (TOP / "docs/many-machines.md").read_text(encoding="utf-8")
    needed = {role: bytes_of(text) for role, text in re.findall(r"^\| `(\w+)` \|.*\| (\d+ MB) \|$", page, re.MULTILINE)}
    assert set(needed) == set(ROLES)
    for role, most in needed.items():
        limits = container(deployments()[role])["resources"]
        assert most < bytes_of(processes()[role]["mem_limit"]), role
        assert most < bytes_of(limits["limits"]["memory"]), role
        assert bytes_of(limits["requests"]["memory"]) <= bytes_of(limits["limits"]["memory"]), role
