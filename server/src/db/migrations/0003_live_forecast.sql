CREATE TABLE `refits` (
	`night` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`error` text
);
--> statement-breakpoint
ALTER TABLE `turnout_models` ADD `moved` text;--> statement-breakpoint
ALTER TABLE `turnout_models` ADD `stamp` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `turnout_models` ADD `history` text;--> statement-breakpoint
ALTER TABLE `turnout_models` ADD `score` text;--> statement-breakpoint
ALTER TABLE `plans` ADD `forecast_model` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `expected_model` text;