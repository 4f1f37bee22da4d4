import type { FastifyInstance } from 'fastify'

export function registerOpenApi(app: FastifyInstance, version: string): void {
  void app
  void version
}
