CREATE TABLE `draws` (
	`session_id` text PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `queues`(`session_id`) ON UPDATE no action ON DELETE no action
);
