# One series of log1p counts a venue, forecast by the package `forecast`. Normal on that scale.
suppressPackageStartupMessages(library(forecast))

WINDOW <- 365
# Rows a venue needs for a model of its own, and for a spread of its own.
LEAST_ROWS <- 4
OWN_SPREAD_ROWS <- 10
EIGHTY_PERCENT <- qnorm(0.9)

fit_ets <- function(values) ets(values, additive.only = TRUE)
refit_ets <- function(values, model) ets(values, model = model, use.initial.values = FALSE)
fit_arima <- function(values) auto.arima(values, max.p = 3, max.q = 2, max.order = 4, approximation = TRUE)
refit_arima <- function(values, model) Arima(values, model = model)

# Sessions on nearly every day are a daily series with a week's rhythm, missing days filled between; any other is one visit after the other.
as_series <- function(rows) {
  rows <- tail(rows, WINDOW)
  values <- log1p(rows$count)
  span <- diff(range(rows$day)) + 1
  if (nrow(rows) < 15 || anyDuplicated(rows$day) || nrow(rows) < 0.8 * span) return(list(values = ts(values), last = NA))
  daily <- rep(NA_real_, span)
  daily[rows$day - min(rows$day) + 1] <- values
  list(values = ts(na.interp(ts(daily, frequency = 7)), frequency = 7), last = max(rows$day))
}

series_forecaster <- function(fit_series, refit_series) {
  models <- new.env()
  late <- FALSE
  spread <- list(seen = 1, unseen = 1)

  model_of <- function(venue, series, rows) {
    kept <- models[[venue]]
    same <- !is.null(kept) && kept$frequency == frequency(series$values)
    if (same && rows < kept$rows * (if (late) 2 else 1.1)) {
      again <- tryCatch(refit_series(series$values, kept$model), error = function(problem) NULL)
      if (!is.null(again)) return(again)
    }
    made <- tryCatch(fit_series(series$values), error = function(problem) NULL)
    if (!is.null(made)) models[[venue]] <- list(model = made, rows = rows, frequency = frequency(series$values))
    made
  }

  # Mean and standard deviation of each session of a venue on the log1p scale.
  forecast_venue <- function(own, targets, overall) {
    count <- nrow(targets)
    if (nrow(own) == 0) return(list(mean = rep(overall, count), sd = rep(spread$unseen, count)))
    plain <- list(mean = rep(mean(tail(log1p(own$count), 3)), count), sd = rep(spread$seen, count))
    if (nrow(own) < LEAST_ROWS) return(plain)
    series <- as_series(own)
    model <- suppressWarnings(model_of(own$venue[1], series, nrow(own)))
    if (is.null(model)) return(plain)
    ahead <- if (is.na(series$last)) seq_len(count) else targets$day - series$last
    told <- tryCatch(forecast(model, h = max(ahead), level = 80), error = function(problem) NULL)
    if (is.null(told)) return(plain)
    sd <- (told$upper[ahead] - told$mean[ahead]) / EIGHTY_PERCENT
    if (nrow(own) < OWN_SPREAD_ROWS) sd <- rep(spread$seen, count)
    list(mean = as.vector(told$mean)[ahead], sd = as.vector(sd))
  }

  list(
    fit = function(past) {
      logs <- log1p(past$count)
      within <- unlist(tapply(logs, past$venue, function(values) diff(values)))
      spread <<- list(seen = max(0.1, sd(within), na.rm = TRUE), unseen = max(0.1, sd(logs), na.rm = TRUE))
      TRUE
    },
    hurry = function(is_late) late <<- is_late,
    forecast = function(past, sessions) {
      overall <- mean(log1p(past$count))
      parts <- lapply(split(sessions, sessions$venue), function(targets) {
        told <- forecast_venue(past[past$venue == targets$venue[1], ], targets, overall)
        data.frame(row = targets$row, mean = told$mean, sd = ifelse(is.finite(told$sd), told$sd, spread$seen))
      })
      told <- do.call(rbind, parts)
      told <- told[match(sessions$row, told$row), ]
      draws <- matrix(rnorm(nrow(told) * DRAWS, rep(told$mean, DRAWS), rep(told$sd, DRAWS)), nrow = nrow(told))
      from_draws(sessions, pmax(round(expm1(pmin(draws, LARGEST_LOG))), 0))
    }
  )
}
