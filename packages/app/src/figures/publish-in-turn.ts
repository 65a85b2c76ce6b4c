import type { CommandOutcome, CommandRequest } from '../command-request.ts';
import type { Turns } from '../turns.ts';

type Handle = (request: CommandRequest) => Promise<CommandOutcome>;

/**
 * Releases of one centre are decided and stored one after the other, whatever grant they name: two may be of one code. Each has a stream of its own, so no revision stops two that
 * overlap: side by side, neither would see the other, and the difference of the two reveals a person (I-109).
 */
export function publishInTurn(handle: Handle, inTurn: Turns): Handle {
  return (request) => {
    if (request.command.name !== 'PublishReport') return handle(request);
    const { centreId } = Object(request.body) as { centreId?: unknown };
    return inTurn(`publish-${typeof centreId === 'string' ? centreId : 'none'}`, () => handle(request));
  };
}
