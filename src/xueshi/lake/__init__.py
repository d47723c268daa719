"""Floor 3: columnar tables and the engines that run compiled rules over them; may know kernel and rules, never a Django model."""
