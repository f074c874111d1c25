/** The generators: one file and one row each. In the order of a session, which is that of a sheet. */
import { CLOSE_SEGMENTS } from './closing/closeSegments.js';
import { CONTROL_CLOSER } from './closing/controlCloser.js';
import { CONTROL_END } from './closing/controlEnd.js';
import { DATA_CLOSER } from './closing/dataCloser.js';
import { DATA_FIN_FRAME } from './closing/dataFinFrame.js';
import { FIN_ACKNOWLEDGMENT } from './closing/finAcknowledgment.js';
import { QUIT_FRAME } from './closing/quitFrame.js';
import type { QuestionCode } from './codes.js';
import { ANNOUNCED_ADDRESS } from './data/announcedAddress.js';
import { ANNOUNCED_PORT } from './data/announcedPort.js';
import { ANNOUNCEMENT_FRAME } from './data/announcementFrame.js';
import { DATA_CONNECTION_COUNT } from './data/dataConnectionCount.js';
import { DATA_HANDSHAKE } from './data/dataHandshake.js';
import { DATA_MODE } from './data/dataMode.js';
import { DATA_OPENER } from './data/dataOpener.js';
import { DATA_PORT_OF_TRANSFER } from './data/dataPortOfTransfer.js';
import { DATA_SOURCE_PORT } from './data/dataSourcePort.js';
import { FAILED_STEP } from './data/failedStep.js';
import { FIREWALL_SIDE } from './data/firewallSide.js';
import { PORT_ARGUMENT } from './data/portArgument.js';
import { TRANSFER_ORDER } from './data/transferOrder.js';
import { COMMAND_COUNT } from './dialogue/commandCount.js';
import { FINAL_REPLY } from './dialogue/finalReply.js';
import { FIRST_COMMAND } from './dialogue/firstCommand.js';
import { FIRST_DIGIT } from './dialogue/firstDigit.js';
import { REFUSED_COMMANDS } from './dialogue/refusedCommands.js';
import { SECOND_DIGIT } from './dialogue/secondDigit.js';
import { SYSTEM_TYPE } from './dialogue/systemType.js';
import { USER_COMMAND } from './dialogue/userCommand.js';
import { WORKING_DIRECTORY } from './dialogue/workingDirectory.js';
import { ACTIVE_OPEN } from './hosts/activeOpen.js';
import { CAPTURE_PACKETS } from './hosts/capturePackets.js';
import { CLIENT_ADDRESS } from './hosts/clientAddress.js';
import { CONNECTION_COUNT } from './hosts/connectionCount.js';
import { CONTROL_PORT } from './hosts/controlPort.js';
import { PORT_CLASS } from './hosts/portClass.js';
import { SERVER_ADDRESS } from './hosts/serverAddress.js';
import { TWO_CONNECTIONS } from './hosts/twoConnections.js';
import { GREETING_FRAME } from './login/greetingFrame.js';
import { LOGIN_FAILURES } from './login/loginFailures.js';
import { LOGIN_FRAME } from './login/loginFrame.js';
import { PASSWORD_FRAME } from './login/passwordFrame.js';
import { USER_NAME } from './login/userName.js';
import { CONTROL_HANDSHAKE } from './opening/controlHandshake.js';
import { HANDSHAKE_ORDER } from './opening/handshakeOrder.js';
import { HANDSHAKE_RTT } from './opening/handshakeRtt.js';
import { OFFERED_MSS } from './opening/offeredMss.js';
import { SYN_ACK_FRAME } from './opening/synAckFrame.js';
import { SYN_ACK_NUMBER } from './opening/synAckNumber.js';
import type { Generator } from './question.js';
import { AUTH_FRAME } from './security/authFrame.js';
import { EAVESDROPPER } from './security/eavesdropper.js';
import { PASSWORD_VISIBLE } from './security/passwordVisible.js';
import { FILE_DIRECTION } from './transfer/fileDirection.js';
import { FIRST_DATA_FRAME } from './transfer/firstDataFrame.js';
import { REPRESENTATION_TYPE } from './transfer/representationType.js';
import { TRANSFER_BYTES } from './transfer/transferBytes.js';
import { TRANSFER_RATE } from './transfer/transferRate.js';
import { TRANSFER_VERDICT } from './transfer/transferVerdict.js';

export const GENERATORS: { readonly [Code in QuestionCode]: Generator<Code> } = {
  'client-address': CLIENT_ADDRESS,
  'server-address': SERVER_ADDRESS,
  'control-port': CONTROL_PORT,
  'port-class': PORT_CLASS,
  'capture-packets': CAPTURE_PACKETS,
  'connection-count': CONNECTION_COUNT,
  'active-open': ACTIVE_OPEN,
  'two-connections': TWO_CONNECTIONS,
  'control-handshake': CONTROL_HANDSHAKE,
  'syn-ack-frame': SYN_ACK_FRAME,
  'handshake-order': HANDSHAKE_ORDER,
  'syn-ack-number': SYN_ACK_NUMBER,
  'offered-mss': OFFERED_MSS,
  'handshake-rtt': HANDSHAKE_RTT,
  'greeting-frame': GREETING_FRAME,
  'user-name': USER_NAME,
  'password-frame': PASSWORD_FRAME,
  'login-frame': LOGIN_FRAME,
  'login-failures': LOGIN_FAILURES,
  'command-count': COMMAND_COUNT,
  'first-command': FIRST_COMMAND,
  'first-digit': FIRST_DIGIT,
  'second-digit': SECOND_DIGIT,
  'final-reply': FINAL_REPLY,
  'refused-commands': REFUSED_COMMANDS,
  'system-type': SYSTEM_TYPE,
  'working-directory': WORKING_DIRECTORY,
  'user-command': USER_COMMAND,
  'data-mode': DATA_MODE,
  'announced-port': ANNOUNCED_PORT,
  'announced-address': ANNOUNCED_ADDRESS,
  'port-argument': PORT_ARGUMENT,
  'data-opener': DATA_OPENER,
  'data-source-port': DATA_SOURCE_PORT,
  'data-handshake': DATA_HANDSHAKE,
  'data-port-of-transfer': DATA_PORT_OF_TRANSFER,
  'announcement-frame': ANNOUNCEMENT_FRAME,
  'data-connection-count': DATA_CONNECTION_COUNT,
  'transfer-order': TRANSFER_ORDER,
  'failed-step': FAILED_STEP,
  'firewall-side': FIREWALL_SIDE,
  'file-direction': FILE_DIRECTION,
  'transfer-bytes': TRANSFER_BYTES,
  'first-data-frame': FIRST_DATA_FRAME,
  'representation-type': REPRESENTATION_TYPE,
  'transfer-rate': TRANSFER_RATE,
  'transfer-verdict': TRANSFER_VERDICT,
  'quit-frame': QUIT_FRAME,
  'control-closer': CONTROL_CLOSER,
  'data-closer': DATA_CLOSER,
  'data-fin-frame': DATA_FIN_FRAME,
  'fin-acknowledgment': FIN_ACKNOWLEDGMENT,
  'close-segments': CLOSE_SEGMENTS,
  'control-end': CONTROL_END,
  'password-visible': PASSWORD_VISIBLE,
  'auth-frame': AUTH_FRAME,
  eavesdropper: EAVESDROPPER,
};
