/**
 * The words that sentences of ours, of the simulated tier and of operating systems are made of: none of them is anyone's
 * name, password or number. A word that is not here is not kept (`sentence.ts`); a test holds our sentences against it.
 */
const words = `
a about above accept access acknowledged acquire active actively address addresses affected after again against agent agreed
ahead alike all allow allowed alone already an and anew another answer answered answers any apart app are as aside ask asked asks at attempt
audio authentication automatic away
back bad balancer be been before began begins behind being belonged belongs beside between binary blank both
branch bring broke browser busy but by bye
call called caller calling calls came can can't cancel cancelled cannot carried cause central certificate chance
change changed changes changing characters check checked checks choose chose chosen circuit click clicked client clock close closed
closing cluster clusters code come command complete computer computer's conference configuration confirmed connect
connected connecting connection connections consult consultation contact content control controller controls
copy correct corrected corrects could counts cti cut
damaged data date days dead decline declined default defaults denied description desk desk's details device device's devices diagnostics dial
dialled did die differ digest digit digits disconnected disk display disposition dns do does domain done down download
downloaded drops due
edge else elsewhere empty enabled encrypted end ended ends error errors etimedout event every example exchanged expected
expired
failed fails failure far farewell field file final find finish finished firewall first folder for forbidden
foreseen format found free from front full function
gateway gave gb get gets give given global go goes going gone good
h had handled handshake hangs happened has have header headers headset heard heartbeat held hello help here hold holds
host how http hung
identifier if in incoming inside instead internal into invalid invite ip is it it's its itself
json just
keep kept key keypad kind know known
lacks last lasts late later lead leads least left leg length let licence licensed licensing like line lines list listed
listens lists lives load loaded locked log logged logging login long longer look looks lookup loop lost
made manager managers may mb meant meanwhile media memory menu message messages method microphone microphone's min missing mode moment more
most move moved ms must mute
name names need needed needs neither network never new newest next no nobody none normal not notes nothing now number
object of off offer offered offline older on once one online only open opened operation options or order other
otherwise out outbox over overloaded own
page part passed password path pending peripheral permissions permitted phone phone's plug policy port possible
primary privacy process profile profiles program protocol proxy
query queue
ran reach reached read reading reads ready real reason reasons recent recorded recorder recording recordings redirected
refuse refused refuses register registered registers registration rejected release released releases replaced
request required reset resolved respond responded response restarts retrieve retrieved returned right ring ringing rings
route row run runs
s said saved say says scheme screen seat seats second secondary seconds send sent sequence server server's servers serves
service session sessions set setting settings several short shown shows shut shutting side side's sign signal signed silent simulated
simulator since sip skill skipped sleep slept so socket softphone some somebody something soon sound space speak speaker speaking speaks spoke
stale stand stands start started starts state states status stay stays step still stood stopped strip such supported
switch switchhook switchhook's system system's
take taken takes telephone tell temporarily terminated text than that the their them then there these they this
through time timed timeout times to told too took transaction transfer transferred transport tried tries true try
trying turn twice two type
unauthorized unavailable undefined understand understood unexpected unknown unlocked unreachable unregistered
unsupported until up upgrade use used user uses using utf
valid value version very via vpn
wait waited waiting waits wakes wanted was way web websocket well went were what when where whether which while
who whole whose why window with within without woke word words work works would wrap write written wrong
yet you your
zone
allow allows agree authority authorities certificates certificate's encryption install plaintext show tls trust trusted trusts versions ws wss see renew alone
decrypt deleted gnome hid hidden keyring keychain kwallet protection remember remembered removed secure storage windows
`;

export const plainWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
