import { isNull } from 'drizzle-orm';
import { sessions } from '../db/schema/sessions.ts';

/** Sessions of plans. A counter's days are not theirs: no plan moves them, and no kit's forecast reckons with them. */
export const ofPlans = isNull(sessions.counterId);
