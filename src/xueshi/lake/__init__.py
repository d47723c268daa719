"""Floor 3: columnar tables and the engines that judge a population; may know kernel and rules, never Django."""
