# Count regressions with venues as random effects. A fit is list(predict(sessions) -> list(mean, variance) of the log mean, draw(log means) -> counts,
# nobody(sessions) -> chance of a zero of its own, where the fit knows one).
suppressPackageStartupMessages({
  library(Matrix)
  library(lme4)
  library(glmmTMB)
  library(mgcv)
})

OBSERVATION_LEVEL_ROWS <- 4000
MOST_CELLS <- 1500

# Terms with at least two levels in the history; a level unknown to the fit counts as the first.
fixed_terms <- function(past) {
  varied <- Filter(function(name) length(unique(past[[name]])) > 1, c("kind", "slot", "weekday"))
  events <- grep("^event_", names(past), value = TRUE)
  c(varied, Filter(function(name) length(unique(past[[name]])) > 1, events))
}

right_side <- function(terms) if (length(terms) > 0) paste(terms, collapse = " + ") else "1"

known_levels <- function(sessions, past, terms) {
  for (name in intersect(terms, c("kind", "slot", "weekday"))) {
    levels <- sort(unique(as.character(past[[name]])))
    values <- as.character(sessions[[name]])
    sessions[[name]] <- factor(ifelse(values %in% levels, values, levels[1]), levels = levels)
  }
  sessions
}

# A venue's own weekdays are worth an effect where it has many rows.
venue_terms <- function(past) {
  cells <- length(unique(paste(past$venue, past$weekday)))
  if (nrow(past) >= 5 * cells && cells <= MOST_CELLS && length(unique(past$weekday)) > 1) c("(1 | venue)", "(1 | venue_weekday)") else "(1 | venue)"
}

with_cells <- function(sessions) {
  sessions$venue_weekday <- paste(sessions$venue, sessions$weekday)
  sessions
}

# Mean and variance of the log mean, given the estimated spreads and weights: jointly over coefficients and effects, as they err against each other.
# A group never seen has effect nought and the group's whole variance. Weights are of the working regression (McCullagh & Nelder 1989, section 2.5).
linear_part <- function(past, terms, coefficients, effects, variances, weights) {
  design <- as.formula(paste("~", right_side(terms)))
  levels <- lapply(setNames(names(variances), names(variances)), function(group) unique(with_cells(past)[[group]]))
  columns <- function(sessions) {
    sessions <- with_cells(known_levels(sessions, past, terms))
    parts <- lapply(names(levels), function(group) {
      at <- match(sessions[[group]], levels[[group]])
      seen <- which(!is.na(at))
      sparseMatrix(i = seen, j = at[seen], x = 1, dims = c(nrow(sessions), length(levels[[group]])))
    })
    fixed <- Matrix(model.matrix(design, sessions)[, names(coefficients), drop = FALSE], sparse = TRUE)
    list(matrix = do.call(cbind, c(list(fixed), parts)), sessions = sessions)
  }
  known <- columns(past)$matrix
  priors <- unlist(lapply(names(levels), function(group) rep(1 / max(1e-6, variances[[group]]), length(levels[[group]]))))
  precision <- crossprod(known * sqrt(weights)) + Diagonal(x = c(rep(1e-8, length(coefficients)), priors))
  covariance <- solve(as.matrix(precision))
  values <- c(coefficients, unlist(lapply(names(levels), function(group) {
    own <- effects[effects$grpvar == group, ]
    own$condval[match(levels[[group]], as.character(own$grp))]
  })))
  function(sessions) {
    made <- columns(sessions)
    unseen <- lapply(names(levels), function(group) ifelse(made$sessions[[group]] %in% levels[[group]], 0, variances[[group]]))
    variance <- rowSums(as.matrix(made$matrix %*% covariance) * as.matrix(made$matrix)) + Reduce(`+`, unseen)
    list(mean = as.vector(made$matrix %*% values) + sessions$log_remaining, variance = variance)
  }
}

fit_glmmtmb <- function(past) {
  terms <- fixed_terms(past)
  data <- with_cells(known_levels(past, past, terms))
  formula <- as.formula(paste("count ~", right_side(terms), "+", paste(venue_terms(past), collapse = " + "), "+ offset(log_remaining)"))
  # Where zeros are common they may have reasons of their own, by weekday.
  has_zeros <- mean(past$count == 0) > 0.02
  zeros <- as.formula(if (!has_zeros) "~ 0" else if ("weekday" %in% terms) "~ weekday" else "~ 1")
  fit <- glmmTMB(formula, ziformula = zeros, data = data, family = nbinom2)
  variances <- lapply(VarCorr(fit)$cond, function(part) part[1, 1])
  theta <- sigma(fit)
  usual <- pmax(1e-6, predict(fit, type = "conditional"))
  list(
    predict = linear_part(past, terms, fixef(fit)$cond, as.data.frame(ranef(fit, condVar = FALSE)), variances, 1 / (1 / usual + 1 / theta)),
    draw = function(logs) rnbinom(length(logs), size = theta, mu = exp(logs)),
    nobody = function(sessions) {
      if (!has_zeros) return(rep(0, nrow(sessions)))
      as.vector(plogis(model.matrix(zeros, known_levels(sessions, past, terms)) %*% fixef(fit)$zi))
    }
  )
}

# Poisson with an effect of each observation; from many rows on a log-normal regression, as the former takes minutes a fit.
fit_lme4 <- function(past) {
  terms <- fixed_terms(past)
  data <- with_cells(known_levels(past, past, terms))
  right <- paste(right_side(terms), "+", paste(venue_terms(past), collapse = " + "))
  if (nrow(past) <= OBSERVATION_LEVEL_ROWS) {
    data$observation <- factor(seq_len(nrow(data)))
    fit <- glmer(as.formula(paste("count ~", right, "+ (1 | observation) + offset(log_remaining)")), data, poisson,
      nAGQ = 0, control = glmerControl(calc.derivs = FALSE, check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore"))
    noise <- sqrt(VarCorr(fit)$observation[1, 1])
    weights <- 1 / (1 / pmax(1e-6, fitted(fit)) + noise^2)
    draw <- function(logs) rpois(length(logs), pmin(1e9, exp(logs + rnorm(length(logs), 0, noise))))
  } else {
    fit <- lmer(as.formula(paste("log1p(count) ~", right, "+ offset(log_remaining)")), data, control = lmerControl(calc.derivs = FALSE))
    noise <- sigma(fit)
    weights <- rep(1 / noise^2, nrow(past))
    draw <- function(logs) round(pmax(0, expm1(logs + rnorm(length(logs), 0, noise))))
  }
  groups <- setdiff(names(VarCorr(fit)), "observation")
  variances <- lapply(setNames(groups, groups), function(group) VarCorr(fit)[[group]][1, 1])
  list(
    predict = linear_part(past, terms, fixef(fit), as.data.frame(ranef(fit, condVar = FALSE)), variances, weights),
    draw = draw
  )
}

fit_mgcv <- function(past) {
  terms <- fixed_terms(past)
  data <- with_cells(known_levels(past, past, terms))
  has_cells <- length(venue_terms(past)) > 1
  data$venue <- factor(data$venue)
  data$venue_weekday <- factor(data$venue_weekday)
  cells <- levels(data$venue_weekday)
  days <- length(unique(past$day))
  smooths <- c(if (nlevels(data$venue) > 1) "s(venue, bs = 're')", if (has_cells) "s(venue_weekday, bs = 're')",
    # A penalty on the slope: beyond the history the trend stays where it was.
    if (days >= 30) sprintf("s(day, k = %d, m = 1)", min(10, days %/% 10)))
  formula <- as.formula(paste("count ~", paste(c(right_side(terms), smooths), collapse = " + "), "+ offset(log_remaining)"))
  fit <- if (nrow(past) > 500) bam(formula, nb(), data, discrete = TRUE) else gam(formula, nb(), data, method = "REML")
  theta <- fit$family$getTheta(TRUE)
  venues <- levels(data$venue)
  own <- if (length(venues) > 1) 1 / fit$sp[["s(venue)"]] else 0
  list(
    predict = function(sessions) {
      sessions <- with_cells(known_levels(sessions, past, terms))
      if (has_cells) sessions$venue_weekday <- factor(ifelse(sessions$venue_weekday %in% cells, sessions$venue_weekday, cells[1]), levels = cells)
      unseen <- !(sessions$venue %in% venues)
      sessions$venue <- factor(ifelse(unseen, venues[1], sessions$venue), levels = venues)
      seen_part <- predict(fit, sessions, se.fit = TRUE, discrete = FALSE)
      mean <- as.vector(seen_part$fit)
      variance <- as.vector(seen_part$se.fit)^2
      if (any(unseen)) {
        without <- predict(fit, sessions[unseen, ], se.fit = TRUE, exclude = c("s(venue)", "s(venue_weekday)"), discrete = FALSE)
        mean[unseen] <- as.vector(without$fit)
        variance[unseen] <- as.vector(without$se.fit)^2 + own
      }
      list(mean = mean, variance = variance)
    },
    draw = function(logs) rnbinom(length(logs), size = theta, mu = exp(logs))
  )
}

# All sessions alike: what stands in until a fit succeeds.
fit_plain <- function(past) {
  logs <- log1p(past$count) - past$log_remaining
  list(
    predict = function(sessions) list(mean = mean(logs) + sessions$log_remaining, variance = rep(0, nrow(sessions))),
    draw = function(values) round(pmax(0, expm1(values + rnorm(length(values), 0, max(0.1, sd(logs), na.rm = TRUE)))))
  )
}

mixed_forecaster <- function(fit_model) {
  current <- NULL
  is_own <- FALSE
  list(
    fit = function(past) {
      made <- tryCatch(suppressMessages(suppressWarnings({
        fit <- fit_model(past)
        stopifnot(all(is.finite(unlist(fit$predict(tail(past, 50))))))
        fit
      })), error = function(problem) NULL)
      if (!is.null(made)) {
        current <<- made
        is_own <<- TRUE
      } else if (!is_own) current <<- fit_plain(past)
      !is.null(made)
    },
    hurry = function(is_late) NULL,
    forecast = function(past, sessions) {
      part <- current$predict(sessions)
      logs <- rnorm(nrow(sessions) * DRAWS, rep(part$mean, DRAWS), rep(sqrt(pmax(0, part$variance)), DRAWS))
      draws <- current$draw(pmin(LARGEST_LOG, logs))
      if (!is.null(current$nobody)) draws <- draws * (runif(length(draws)) >= rep(current$nobody(sessions), DRAWS))
      from_draws(sessions, matrix(draws, nrow = nrow(sessions)))
    }
  )
}
