"""How the world reaches the registry: settings, URLs, and one module per resource."""
