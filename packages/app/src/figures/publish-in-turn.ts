import type { CommandOutcome, CommandRequest } from '../command-request.ts';
import type { Turns } from '../turns.ts';

type Handle = (request: CommandRequest) => Promise<CommandOutcome>;

/**
 * Releases of one grant are decided and stored one after the other. Each has a stream of its own, so no revision stops two that
 * overlap: side by side, neither would see the other, and the difference of the two reveals a person (I-109).
 */
export function publishInTurn(handle: Handle, inTurn: Turns): Handle {
  return (request) => {
    if (request.command.name !== 'PublishReport') return handle(request);
    const { grantId } = Object(request.body) as { grantId?: unknown };
    return inTurn(`publish-${typeof grantId === 'string' ? grantId : 'none'}`, () => handle(request));
  };
}
