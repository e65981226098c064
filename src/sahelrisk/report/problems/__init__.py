"""Problems, rules and schemas in words."""
