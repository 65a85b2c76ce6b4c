import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v5, v7 } from 'uuid';
import type { CommandOutcome, CommandRequest } from '../command-request.ts';
import { createEmbeddedAlerts, police, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import { endGoneEndpoint } from './end-gone-endpoint.ts';

describe('an endpoint that is gone', () => {
  let world: EmbeddedAlerts;
  let gone: { agencyId: string; endpointId: string; queuedEventId: string };
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    await world.register(police);
    const { endpointId } = await world.subscribe(police, 'https://partner.example/amana');
    gone = { agencyId: police.agencyId, endpointId, queuedEventId: v7() };
  });
  afterEach(() => world.close());

  const lastOfAgency = async () => (await world.events.readStream(`agency-${police.agencyId}`)).events.slice(2);
  const answering = (outcome: CommandOutcome) => ({ ...world.deps(), handleCommand: async (_request: CommandRequest) => outcome });

  it('is ended by the system, with a command id that follows from the alert', async () => {
    await endGoneEndpoint(gone, world.deps());
    expect(await lastOfAgency()).toEqual([
      expect.objectContaining({
        type: 'AlertSubscriptionEnded',
        data: { endpointId: gone.endpointId, reason: 'GONE' },
        metadata: expect.objectContaining({
          actor: { userId: 'system', role: 'SYS', agencyId: world.log.logId },
          commandId: v5('end-endpoint', gone.queuedEventId),
        }),
      }),
    ]);
  });

  it('is ended once: the same alert a second time, and another alert to it, change nothing and are no error', async () => {
    await endGoneEndpoint(gone, world.deps());
    world.advance(1_000);
    await endGoneEndpoint(gone, world.deps());
    await endGoneEndpoint({ ...gone, queuedEventId: v7() }, world.deps());
    expect(await lastOfAgency()).toHaveLength(1);
    expect(world.output.lines).toEqual([]);
  });

  it('is tried again later where others kept writing to the agency', async () => {
    await expect(endGoneEndpoint(gone, answering({ outcome: 'conflict' }))).rejects.toMatchObject({ code: 'AGENCY_BUSY', retryable: true });
  });

  it('names itself as caused by the alert', async () => {
    const requests: CommandRequest[] = [];
    const ending = endGoneEndpoint(gone, {
      ...world.deps(),
      handleCommand: async (request) => {
        requests.push(request);
        return { outcome: 'conflict' };
      },
    });
    await expect(ending).rejects.toMatchObject({ code: 'AGENCY_BUSY' });
    expect(requests).toMatchObject([{ id: police.agencyId, causationId: gone.queuedEventId, body: { endpointId: gone.endpointId } }]);
  });

  it('that cannot be ended is the operator’s: a line, and no alert waits for it', async () => {
    await endGoneEndpoint({ ...gone, endpointId: v7() }, world.deps());
    await endGoneEndpoint(gone, answering({ outcome: 'forbidden' }));
    expect(world.output.lines.map(({ level, facts }) => [level, (facts as { reason: string }).reason])).toEqual([
      ['error', 'UNKNOWN_REFERENCE'],
      ['error', 'forbidden'],
    ]);
  });
});
