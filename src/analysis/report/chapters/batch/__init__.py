"""A batch (*satskörning*): what varied, fans, and how often goals are missed."""
