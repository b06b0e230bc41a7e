"""Bills of materials in CycloneDX: their schemas, and a draft from what is known of a model file."""
