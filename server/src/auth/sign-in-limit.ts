import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface SignInLimit {
  /** @returns seconds to wait, 0 where a try is free */
  tryOnce(address: string, username: string): Promise<number>;
  succeeded(address: string, username: string): Promise<void>;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/**
 * Slows down the guessing of passwords. Carriers put thousands of phones behind one address, so tries are counted per
 * address and account, and an address alone is stopped only at a rate that no crowd of people reaches.
 */
export function signInLimit({
  triesPerAccount = 5,
  accountSeconds = 300,
  triesPerAddress = 300,
}: {
  triesPerAccount?: number;
  accountSeconds?: number;
  triesPerAddress?: number;
} = {}): SignInLimit {
  const byAccount = new RateLimiterMemory({ points: triesPerAccount, duration: accountSeconds });
  const byAddress = new RateLimiterMemory({ points: triesPerAddress, duration: 60 });
  const key = (address: string, username: string) => `${address}|${username.toLowerCase()}`;
  return {
    async tryOnce(address, username) {
      const waits = [await consume(byAddress, address), await consume(byAccount, key(address, username))];
      return Math.max(...waits);
    },
    async succeeded(address, username) {
      await byAccount.delete(key(address, username));
    },
  };
}
