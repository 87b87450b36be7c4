"""En regard: from letters in TEI to a parallel-text edition on the web."""
