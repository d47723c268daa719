"""A synthetic county for demonstrations and tests: invented places and people, published proportions only."""
