"""Structure: a document as read → its parts, sections with roles, lead-ins and facts."""

from auditkit.structure.documents import structure_document

__all__ = ["structure_document"]
