/** One fault of an input, as the server tells it. */
export interface Fault {
  /** Field, column or JSON pointer. */
  field: string;
  /** 1-based line of a file. */
  row?: number;
  value?: unknown;
  code: string;
  message: string;
}

/** Why the office did not take something; nothing was written then. */
export interface Refusal {
  /** tRPC's word: CONFLICT, FORBIDDEN, NOT_FOUND, UNPROCESSABLE_CONTENT, BAD_REQUEST; FAILED where it was our fault. */
  code: string;
  message: string;
  faults: Fault[];
  /** Where the office never answered: the network is gone. */
  unreached?: true;
}

const statuses: Record<string, number> = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
};

interface Told {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  data?: { code?: unknown; faults?: unknown } | null;
  cause?: { faults?: unknown; issues?: unknown } | null;
}

interface Issue {
  path: PropertyKey[];
  message: string;
  code?: string;
}

function faultsOf(told: Told): Fault[] {
  const faults = told.data?.faults ?? told.cause?.faults;
  if (Array.isArray(faults) && faults.length > 0) return faults as Fault[];
  if (!Array.isArray(told.cause?.issues)) return [];
  return (told.cause.issues as Issue[]).map((issue) => ({
    field: issue.path.map(String).join('/'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }));
}

/** Reads an error of the in-process caller (TRPCError) or of the browser's client (TRPCClientError). */
export function refusalOf(error: unknown): Refusal {
  const told = (typeof error === 'object' && error !== null ? error : {}) as Told;
  const code = told.data?.code ?? told.code;
  if (typeof code !== 'string' || !(code in statuses)) {
    const unreached = told.name === 'TRPCClientError' && !told.data;
    return { code: 'FAILED', message: '', faults: [], ...(unreached ? { unreached } : {}) };
  }
  return { code, message: typeof told.message === 'string' ? told.message : '', faults: faultsOf(told) };
}

export function statusOf(refusal: Refusal): number {
  return statuses[refusal.code] ?? 500;
}

/** Does something the office may refuse; never throws. */
export async function attempt<T>(act: () => Promise<T>): Promise<{ value: T } | { refusal: Refusal }> {
  try {
    return { value: await act() };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

function plainField(field: string): string {
  return field.replace(/^[#/]+/, '').replaceAll('.', '/');
}

/** The fault of one field, or of anything inside it. */
export function faultOf(refusal: Refusal | undefined, field: string): Fault | undefined {
  return refusal?.faults.find((fault) => {
    const at = plainField(fault.field);
    return at === field || at.startsWith(`${field}/`);
  });
}
