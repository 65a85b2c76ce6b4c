/**
 * An event whose type or version this code does not know: it was written by newer code. Readers are upgraded before writers, so
 * a worker stops here, loudly; to skip it or to park its case would lose what the newer code said.
 */
export class NewerEvent extends Error {
  readonly code = 'NEWER_EVENT';
  readonly retryable = false;

  constructor(event: { id: string; type: string }, version: number) {
    super(`event ${event.id} is a ${event.type} of version ${version}, which this release does not know: upgrade it first`);
    this.name = 'NewerEvent';
  }
}
