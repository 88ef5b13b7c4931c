/**
 * What OpenAPI 3.1.0 requires of a document like ours, as JSON Schema 2020-12: Info (4.8.2), Paths (4.8.8), Operation
 * (4.8.10), Parameter (4.8.12), Responses (4.8.16), Media Type (4.8.14), Components (4.8.7). No keyword of ours.
 */
const text = { type: 'string' };

export const openapiRules = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  additionalProperties: false,
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      additionalProperties: false,
      properties: {
        title: text,
        version: text,
        summary: text,
        description: text,
        license: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: text, identifier: text, url: text },
          not: { required: ['identifier', 'url'] },
        },
      },
    },
    security: { type: 'array', items: { type: 'object' } },
    servers: { type: 'array', items: { type: 'object', required: ['url'], properties: { url: text } } },
    paths: {
      type: 'object',
      additionalProperties: false,
      patternProperties: {
        '^/': {
          type: 'object',
          additionalProperties: false,
          required: ['get'],
          properties: { get: { $ref: '#/$defs/operation' } },
        },
      },
    },
    components: {
      type: 'object',
      additionalProperties: false,
      properties: {
        schemas: {
          type: 'object',
          propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
          additionalProperties: { $ref: 'https://json-schema.org/draft/2020-12/schema' },
        },
      },
    },
  },
  $defs: {
    operation: {
      type: 'object',
      required: ['operationId', 'responses'],
      additionalProperties: false,
      properties: {
        operationId: text,
        summary: text,
        description: text,
        parameters: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/parameter' } },
        responses: {
          type: 'object',
          minProperties: 1,
          additionalProperties: false,
          properties: { default: { $ref: '#/$defs/response' } },
          patternProperties: { '^[1-5](\\d\\d|XX)$': { $ref: '#/$defs/response' } },
        },
      },
    },
    parameter: {
      type: 'object',
      required: ['name', 'in', 'schema'],
      additionalProperties: false,
      properties: {
        name: text,
        in: { enum: ['query', 'header', 'path', 'cookie'] },
        required: { type: 'boolean' },
        description: text,
        schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' },
        example: true,
      },
      if: { properties: { in: { const: 'path' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['required'], properties: { required: { const: true } } },
    },
    response: {
      type: 'object',
      required: ['description'],
      additionalProperties: false,
      properties: {
        description: text,
        headers: { type: 'object' },
        content: {
          type: 'object',
          propertyNames: { pattern: '^[\\w.+-]+/[\\w.+-]+$' },
          additionalProperties: {
            type: 'object',
            required: ['schema'],
            additionalProperties: false,
            properties: { schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' } },
          },
        },
      },
    },
  },
};
