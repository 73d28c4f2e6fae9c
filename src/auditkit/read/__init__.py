"""Reading: a file's bytes → a `Document` of one text, with blocks and places."""

from auditkit.read.documents import read_document
from auditkit.read.folders import find_documents
from auditkit.read.naming import check_name

__all__ = ["check_name", "find_documents", "read_document"]
