"""The curators' desk: django.contrib.admin, one module per entity. What all pages share is in `base`, `pages` lists them."""
