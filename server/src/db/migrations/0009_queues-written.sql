CREATE TRIGGER `queues_written_by_insert` AFTER INSERT ON `queues` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`session_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `queues_written_by_update` AFTER UPDATE OF `release`, `opens_at`, `closes_at`, `commitment`, `told_issued`, `told_left`, `told_serving`, `full_since` ON `queues` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = NEW.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', NEW.`session_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `queues_written_by_delete` AFTER DELETE ON `queues` BEGIN
	DELETE FROM `written` WHERE `what` = 'sessions' AND `id` = OLD.`session_id`;
	INSERT INTO `written` (`what`, `id`) VALUES ('sessions', OLD.`session_id`);
END;
