"""Whether each requirement was carried out, and what does not add up."""

from auditkit.check.consistency import find_issues
from auditkit.check.requirements import check_requirements

__all__ = ["check_requirements", "find_issues"]
