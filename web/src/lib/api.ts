import type { AppRouter } from '@jemput/server/app-router';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import * as devalue from 'devalue';

export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;
export type Api = ReturnType<import('@jemput/server/http/platform').Platform['caller']>;

const transformer = { serialize: devalue.stringify, deserialize: devalue.parse };

/** The product's API from the browser; pages rendered on the server use `locals.api`. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/api/trpc', transformer }),
      false: httpBatchLink({ url: '/api/trpc', transformer }),
    }),
  ],
});
