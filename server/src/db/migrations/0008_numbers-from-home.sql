CREATE TABLE `desks` (
	`session_id` text NOT NULL,
	`letter` text NOT NULL,
	`device_id` text NOT NULL,
	`user_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`closed_at` integer,
	`leased` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`session_id`, `letter`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `places` (
	`session_id` text NOT NULL,
	`unit` integer NOT NULL,
	`ticket_id` text,
	`free_from` integer NOT NULL,
	`held_until` integer,
	PRIMARY KEY(`session_id`, `unit`),
	FOREIGN KEY (`session_id`) REFERENCES `queues`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `places_by_ticket_for_cancelling` ON `places` (`ticket_id`);--> statement-breakpoint
CREATE TABLE `queue_settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`settings` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `queues` (
	`session_id` text PRIMARY KEY NOT NULL,
	`release` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`laid_out_at` integer,
	`numbers` integer DEFAULT 0 NOT NULL,
	`last_numbers` text DEFAULT '{}' NOT NULL,
	`commitment` text,
	`sealed_seed` text,
	`seed` text,
	`drawn_at` integer,
	`told_issued` integer DEFAULT 0 NOT NULL,
	`told_left` integer DEFAULT 0 NOT NULL,
	`told_serving` integer DEFAULT 0 NOT NULL,
	`full_since` integer,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `queues_by_opening_for_release` ON `queues` (`opens_at`);--> statement-breakpoint
CREATE TABLE `ticket_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`ticket_id` text NOT NULL,
	`session_id` text NOT NULL,
	`what` text NOT NULL,
	`desk` text,
	`reason` text,
	`actor_id` text,
	`made_at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ticket_events_once` ON `ticket_events` (`id`);--> statement-breakpoint
CREATE INDEX `ticket_events_by_session_for_queue` ON `ticket_events` (`session_id`,`seq`);--> statement-breakpoint
CREATE INDEX `ticket_events_by_ticket` ON `ticket_events` (`ticket_id`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`series` text,
	`number` integer,
	`people` integer NOT NULL,
	`sealed_name` text,
	`name_check` text,
	`request_key` text NOT NULL,
	`contact_check` text,
	`device_check` text,
	`booked_by` text,
	`asked_at` integer NOT NULL,
	`place_at` integer,
	`wait_order` integer,
	`answer_by` integer,
	`offered_session_id` text,
	`travel_minutes` integer,
	`language` text DEFAULT 'id' NOT NULL,
	`arrived_at` integer,
	`called_at` integer,
	`calls` integer DEFAULT 0 NOT NULL,
	`desk` text,
	`ended_at` integer,
	`skip_reason` text,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offered_session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_number_once` ON `tickets` (`session_id`,`series`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_request_once` ON `tickets` (`request_key`);--> statement-breakpoint
CREATE INDEX `tickets_by_session_for_queue` ON `tickets` (`session_id`,`state`);--> statement-breakpoint
CREATE INDEX `tickets_by_contact_for_cap` ON `tickets` (`contact_check`);--> statement-breakpoint
CREATE INDEX `tickets_by_device_for_cap` ON `tickets` (`device_check`);--> statement-breakpoint
CREATE INDEX `tickets_by_answer_for_deadlines` ON `tickets` (`answer_by`);--> statement-breakpoint
CREATE TABLE `counter_staff` (
	`counter_id` text NOT NULL,
	`crew_member_id` text NOT NULL,
	PRIMARY KEY(`counter_id`, `crew_member_id`),
	FOREIGN KEY (`counter_id`) REFERENCES `counters`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`crew_member_id`) REFERENCES `crew_members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `counters` (
	`id` text PRIMARY KEY NOT NULL,
	`venue_id` text NOT NULL,
	`service` text NOT NULL,
	`slot_id` text NOT NULL,
	`desks` integer NOT NULL,
	`minutes_per_person` integer NOT NULL,
	`opening` text NOT NULL,
	`prints_at_venue_id` text,
	`active` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`venue_id`) REFERENCES `venues`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`slot_id`) REFERENCES `slots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prints_at_venue_id`) REFERENCES `venues`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `counters_once` ON `counters` (`venue_id`,`service`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_id` text,
	`area_code` text,
	`channel` text NOT NULL,
	`sealed` text NOT NULL,
	`address_check` text NOT NULL,
	`language` text DEFAULT 'id' NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer
);
--> statement-breakpoint
CREATE INDEX `contacts_by_ticket_for_messages` ON `contacts` (`ticket_id`);--> statement-breakpoint
CREATE INDEX `contacts_by_area_for_messages` ON `contacts` (`area_code`);--> statement-breakpoint
CREATE INDEX `contacts_by_expiry_for_deletion` ON `contacts` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_follow_once` ON `contacts` (`area_code`,`address_check`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`ticket_id` text,
	`session_id` text,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`facts` text DEFAULT '{}' NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_until` integer,
	`sent_at` integer,
	`delivered_at` integer,
	`useless_at` integer,
	`reference` text,
	`cost` real,
	`failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_once_a_cause` ON `messages` (`contact_id`,`cause`);--> statement-breakpoint
CREATE INDEX `messages_by_next_for_sending` ON `messages` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `messages_by_session_for_unreached` ON `messages` (`session_id`);--> statement-breakpoint
CREATE INDEX `messages_by_ticket_for_changes` ON `messages` (`ticket_id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `service` text DEFAULT 'recording' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `counter_id` text REFERENCES counters(id);