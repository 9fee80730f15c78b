"""A layer's page and all that belongs to it: made (`new`), renamed and removed as one."""
