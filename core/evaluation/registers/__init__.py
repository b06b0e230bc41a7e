"""The registers of a deployment that belong to no component: protected classes, synthetic content, incidents ..."""
