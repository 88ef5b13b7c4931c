ALTER TABLE `tickets` ADD `offered_number` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `offered_place_at` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `followed_from` text REFERENCES sessions(id);