"""Frames of the boards (*ramar*), vårdval, and the bridge from the earlier plan."""
