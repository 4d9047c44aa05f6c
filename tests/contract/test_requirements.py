"""Both lists of requirements: every package pinned with its hashes, every direct one with its reason."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = {
    "requirements.txt": "deploy/requirements.in",
    "tests/requirements.txt": "tests/requirements.in",
}
PINNED = re.compile(
    r"(?:# (?P<reason>.+)\n)?(?P<name>[a-z0-9-]+)==(?P<version>[^ \n]+)(?P<rest>(?:.*\\\n)+.*)"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(name: str) -> dict[str, re.Match[str]]:
    return {found["name"]: found for found in PINNED.finditer((ROOT / name).read_text("utf-8"))}


def wanted(name: str) -> dict[str, str]:
    lines = re.findall(r"^([A-Za-z0-9._-]+)(?:\[\w+\])?==([^;\s]+)", (ROOT / name).read_text("utf-8"), re.M)
    return {re.sub(r"[._-]+", "-", package).lower(): version for package, version in lines}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    starts = re.findall(r"^[A-Za-z0-9].*", text, re.M)
    found = pins(name)
    assert len(found) == len(starts) > 20
    assert [package for package, pin in found.items() if not HASH.search(pin["rest"])] == []


@pytest.mark.parametrize(("name", "source"), LISTS.items())
def test_every_direct_package_stands_there_with_its_reason(name: str, source: str) -> None:
    found = pins(name)
    assert {package: found[package]["version"] for package in wanted(source)} == wanted(source)
    assert [package for package in wanted(source) if not found[package]["reason"]] == []


@pytest.mark.parametrize("name", [*LISTS, *LISTS.values()])
def test_no_list_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


def test_the_tools_use_the_same_versions_as_the_product() -> None:
    product, tools = pins("requirements.txt"), pins("tests/requirements.txt")
    shared = product.keys() & tools.keys()
    assert {p: tools[p]["version"] for p in shared} == {p: product[p]["version"] for p in shared}
