"""What an answer depends on: chance or worlds, which inputs, which groups, which regions."""
