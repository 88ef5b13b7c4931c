# Quantiles of the beta distribution, for tests/shared/queue. Rscript tests/truth/queue-no-shows.R > tests/truth/queue-no-shows.json
levels <- c(0.05, 0.25, 0.5, 0.75, 0.95)
case <- function(mean, known) {
  quantiles <- qbeta(levels, mean * known, (1 - mean) * known)
  paste0('    {"meanShare": ', mean, ', "knownNumbers": ', known, ', "quantiles": [',
         paste(format(quantiles, digits = 10), collapse = ", "), "]}")
}
cat('{\n  "madeBy": "', R.version.string, '",\n  "levels": [', paste(levels, collapse = ", "), '],\n  "cases": [\n', sep = "")
cat(case(0.25, 8), case(0.1, 5), case(0.5, 40), case(0.9, 3), sep = ",\n")
cat("\n  ]\n}\n")
