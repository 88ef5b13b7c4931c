# Waits in queues whose formulas are known, for tests/shared/queue. Rscript tests/truth/queue-waits.R > tests/truth/queue-waits.json
#
# M/M/c: Erlang's C from his B, B = P(N = c) / P(N <= c) for N ~ Poisson(a) (Erlang 1917; Kleinrock 1975, Queueing Systems I, 3.6).
# M/G/1: Pollaczek and Khinchine, Wq = lambda E[S^2] / (2 (1 - rho)) (Kleinrock 1975, 5.6).
erlang <- function(desks, load, service) {
  a <- desks * load
  b <- dpois(desks, a) / ppois(desks, a)
  delayed <- desks * b / (desks - a * (1 - b))
  list(desks = desks, load = load, serviceMinutes = service, spread = 1,
       waitingShare = delayed, meanWaitMinutes = delayed * service / (desks - a))
}
pollaczek <- function(load, service, spread) {
  list(desks = 1, load = load, serviceMinutes = service, spread = spread,
       waitingShare = load, meanWaitMinutes = load * service * (1 + spread^2) / (2 * (1 - load)))
}
cases <- list(
  erlang(1, 0.7, 5), erlang(2, 0.8, 4), erlang(3, 0.9, 6), erlang(5, 0.8, 10),
  pollaczek(0.7, 5, 0), pollaczek(0.8, 4, 0.5), pollaczek(0.6, 12, 0.25)
)
line <- function(case) paste0("    {", paste0('"', names(case), '": ', vapply(case, format, "", digits = 12), collapse = ", "), "}")
cat('{\n  "madeBy": "', R.version.string, '",\n  "cases": [\n', sep = "")
cat(vapply(cases, line, ""), sep = ",\n")
cat("\n  ]\n}\n")
