import { createPartner } from '../demo/partner.ts';
import { freePorts } from './free-ports.ts';

/**
 * Two partners that listen, and a system that may call them. The partners come first: a system opens so many connections that a port
 * which was free before it started is soon taken.
 */
export async function startWithPartners<System extends AsyncDisposable>(start: (webhookPorts: readonly number[]) => Promise<System>) {
  const [healthPort = 0, schoolPort = 0] = await freePorts(2);
  const partners = { health: createPartner(healthPort), school: createPartner(schoolPort) };
  const stopPartners = () => Promise.all([partners.health.stop(), partners.school.stop()]);
  const startAll = async (): Promise<System> => {
    await Promise.all([partners.health.start(), partners.school.start()]);
    return start([healthPort, schoolPort]);
  };
  const system = await startAll().catch(async (error: unknown) => {
    await stopPartners();
    throw error;
  });
  const end = async (): Promise<void> => {
    await Promise.all([stopPartners(), system[Symbol.asyncDispose]()]);
  };
  return { system, partners, end };
}
