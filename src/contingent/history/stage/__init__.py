"""Past wars played by the mechanisms of the scenarios, on the stage of the scenario `past-war`."""
