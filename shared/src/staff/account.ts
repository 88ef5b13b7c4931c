import * as z from 'zod/mini';
import { roles } from './role.ts';

export const MIN_PASSWORD_CHARACTERS = 8;

export const usernameSchema = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[a-z0-9][a-z0-9._-]{2,29}$/, 'must be 3 to 30 lower-case letters, digits, dots, hyphens or underscores'),
  );

export const passwordSchema = z
  .string()
  .check(
    z.minLength(MIN_PASSWORD_CHARACTERS, `must have at least ${MIN_PASSWORD_CHARACTERS} characters`),
    z.maxLength(128, 'must have at most 128 characters'),
  );

/** A new account without `id`, which needs a password; with `id` an old one, whose password stays where none is given. */
export const saveAccountSchema = z.object({
  id: z.optional(z.string()),
  username: usernameSchema,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  role: z.enum(roles),
  password: z.optional(passwordSchema),
  disabled: z.boolean(),
});
export type SaveAccount = z.infer<typeof saveAccountSchema>;

export interface Account {
  id: string;
  username: string;
  name: string;
  role: (typeof roles)[number];
  disabled: boolean;
}
