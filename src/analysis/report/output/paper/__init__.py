"""The whole report on paper: a tagged PDF that is set by Typst and checked by ourselves."""
