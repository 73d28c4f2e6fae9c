"""Structure: a document as read → its parts, sections with roles, lead-ins and facts."""

from auditkit.structure.documents import structure_document
from auditkit.structure.languages import foreign_parts, foreign_problem

__all__ = ["foreign_parts", "foreign_problem", "structure_document"]
