"""Training the models that auditkit ships, from annotated corpora."""
