"""What pyproject.toml cannot say: the models lie beside ``src`` and travel as a package."""

from setuptools import find_packages, setup

setup(packages=[*find_packages("src"), "auditkit.models"])
