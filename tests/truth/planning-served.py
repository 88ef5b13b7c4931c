"""Expected recordings E[min(D, c)] by mpmath at 40 digits; run: python3 planning-served.py > planning-served.json

D negative binomial with mean m and variance m + phi m^2 (Poisson where phi = 0); the probability of each n from its
definition by gamma functions, not by a recurrence. Needs mpmath 1.3 (pip install mpmath).
"""
import json
from mpmath import mp, mpf, gamma, log, exp, loggamma

mp.dps = 40


def probability(n, m, phi):
    if phi == 0:
        return exp(n * log(m) - m - loggamma(n + 1))
    k = 1 / phi
    return exp(loggamma(n + k) - loggamma(k) - loggamma(n + 1) + k * log(k / (k + m)) + n * log(m / (k + m)))


def served(m, phi, c):
    m, phi = mpf(m), mpf(phi)
    if m == 0:
        return mpf(0)
    return c - sum((c - n) * probability(mpf(n), m, phi) for n in range(c))


cases = [
    (m, phi, c)
    for m in ('0', '1e-9', '0.3', '7.5', '84', '183.4', '900', '5000')
    for phi in ('0', '1e-6', '0.09', '2.5')
    for c in (0, 1, 25, 90, 360, 1500)
]
print(json.dumps([{'mean': float(m), 'dispersion': float(p), 'capacity': c, 'served': float(served(m, p, c))} for m, p, c in cases], indent=0))
