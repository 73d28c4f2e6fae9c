"""Reading: a file's bytes → a `Document` of one text, with blocks and places."""

from auditkit.read.documents import read_document
from auditkit.read.folders import find_documents

__all__ = ["find_documents", "read_document"]
