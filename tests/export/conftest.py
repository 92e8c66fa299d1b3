"""The workbooks that several tests read; each is written once."""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue
from budget.engine import Package, compose_package
from budget.export import write_workbook


@pytest.fixture(scope="session")
def package(catalogue: Catalogue) -> Package:
    """The report's own package for JenV −20%."""
    return compose_package(catalogue, catalogue.packages["jenv-20"].measures)


@pytest.fixture(scope="session")
def exported(package: Package) -> bytes:
    """The workbook of the report's own package."""
    return write_workbook(package, name="JenV −20%")


@pytest.fixture(scope="session")
def small_package(catalogue: Catalogue) -> Package:
    """Three measures, one of them with open cells."""
    return compose_package(catalogue, ["4.7", "4.2b", "6.2b"])


@pytest.fixture(scope="session")
def small_export(small_package: Package) -> bytes:
    """The workbook of three measures, to be broken and read back."""
    return write_workbook(small_package, name="Proef", description="Een toelichting")


@pytest.fixture(params=["toy", "toy2"])
def country(request: pytest.FixtureRequest) -> Catalogue:
    """Each of the invented countries."""
    found: Catalogue = request.getfixturevalue(request.param)
    return found
