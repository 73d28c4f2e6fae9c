"""auditkit: finds decisions, duties and recommendations in documents and checks them."""

__version__ = "0.1.0"
