"""The design system: layouts, components, forms and styles. It knows no page of the product."""
