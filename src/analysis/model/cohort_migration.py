"""Net migration (*flyttnetto*) by age and sex, as what births and deaths leave unexplained."""

import numpy as np

from analysis.model.cohort import Array, entering
from analysis.model.cohort_graduation import smooth_over_age


def residual_migration(before: Array, after: Array, births: Array, survival: Array) -> Array:
    """Net migration of one year by age at its end, (..., 2, 101): what survival does not explain.

    before, after (..., 2, 101): population of two successive 31 Decembers; births (..., 2);
    survival as `cohort.Assumptions`. Migrants are taken to move at the end of the year.
    """
    return np.asarray(after - entering(before, births) * survival)


def smoothed_migration(residual: Array, smoothness: float, oldest: int) -> Array:
    """Residual net migration graduated over age; 0 from age `oldest` on.

    At the highest ages the residual is the error of the survival ratios and not people who move.
    """
    smooth = smooth_over_age(residual, smoothness)
    smooth[..., oldest:] = 0.0
    return smooth


def arrival_profile(national_residual: Array, smoothness: float, oldest: int) -> Array:
    """Age and sex of people who come in addition, (2, 101), summing to 1.

    The national residual is dominated by immigration: its positive part says how old those are
    who arrive beyond those who leave.
    """
    profile = np.maximum(smoothed_migration(national_residual, smoothness, oldest), 0.0)
    return np.asarray(profile / profile.sum())
