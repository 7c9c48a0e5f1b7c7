# Fills Request Tracker through its own Perl interface: perl rt_load.pl FILE PART OF AGENT PASSWORD; FILE holds the neutral
# lines, AGENT is who signs in afterwards.
# Each of several processes takes every OF-th ticket. PART "prepare" makes queues, agents and rights first; PART
# "finish" switches on again what was off while loading: the scrips, that is, the mails of each reply.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
use lib '/usr/share/request-tracker5/lib';
use JSON qw(decode_json);
use MIME::Entity;
use RT;
RT::LoadConfig();
RT::Init();

my ($file, $part, $of, $agent, $password) = @ARGV;
my %STATUS = (new => 'new', open => 'open', pending => 'stalled', hold => 'stalled', solved => 'resolved', closed => 'resolved');
my %known;

sub tickets {
    my ($work) = @_;
    open my $lines, '<:raw', $file or die "$file: $!";
    while (my $line = <$lines>) { $work->(decode_json($line), $.) }
}

sub checked { my ($id, @words) = @_; die "refused: @words" unless $id; return $id }

sub scrips {
    my ($disabled) = @_;
    my $scrips = RT::Scrips->new(RT->SystemUser);
    $scrips->FindAllRows;
    $scrips->UnLimit;
    while (my $scrip = $scrips->Next) { $scrip->SetDisabled($disabled) }
}

sub grant {
    my ($name, @rights) = @_;
    my $group = RT::Group->new(RT->SystemUser);
    $group->LoadSystemInternalGroup($name);
    for my $right (@rights) {
        my ($ok, $why) = $group->PrincipalObj->GrantRight(Right => $right, Object => RT->System);
        checked($ok, "right $right", $why);
    }
}

sub prepare {
    my (%queues, %agents);
    $agents{$agent} = 'Bench';
    tickets(sub {
        my ($ticket) = @_;
        $queues{ $ticket->{department} } = 1;
        $agents{ $_->{author}{email} } = $_->{author}{name} for grep { $_->{staff} } @{ $ticket->{messages} };
        $agents{ $ticket->{assignee} } ||= $ticket->{assignee} if $ticket->{assignee};
    });
    for my $name (sort keys %queues) { checked(RT::Queue->new(RT->SystemUser)->Create(Name => $name)) }
    for my $email (sort keys %agents) {
        checked(RT::User->new(RT->SystemUser)->Create(
            Name => $email, EmailAddress => $email, RealName => $agents{$email}, Privileged => 1, Password => $password));
    }
    grant('Everyone', qw(CreateTicket ReplyToTicket));
    grant('Privileged', qw(SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail ModifyTicket OwnTicket TakeTicket
        CommentOnTicket ReplyToTicket CreateTicket Watch ModifySelf LoadSavedSearch SeeGroup SeeCustomField));
    scrips(1);
}

sub body {
    my ($message, $subject) = @_;
    my $text = $message->{text};
    utf8::encode($text);
    utf8::encode(my $title = $subject);
    return MIME::Entity->build(Type => 'text/plain', Charset => 'UTF-8', Encoding => '8bit', Subject => $title, Data => [$text]);
}

sub writer {
    my ($who) = @_;
    return $known{ lc $who->{email} } ||= do {
        my $user = RT::User->new(RT->SystemUser);
        $user->LoadOrCreateByEmail(EmailAddress => $who->{email}, RealName => $who->{name}, Name => $who->{email});
        my $current = RT::CurrentUser->new;
        $current->Load($user->Id);
        $current;
    };
}

sub load {
    my ($row) = @_;
    my ($first, @later) = @{ $row->{messages} };
    my $status = $STATUS{ $row->{status} };
    my $ticket = RT::Ticket->new(writer($first->{author}));
    my ($id, undef, $why) = $ticket->Create(
        Queue => $row->{department}, Subject => $row->{subject}, Requestor => $row->{requester}{email},
        Status => ($status eq 'stalled' ? 'open' : $status), ($row->{assignee} ? (Owner => $row->{assignee}) : ()),
        MIMEObj => body($first, $row->{subject}));
    checked($id, $why);
    print "$row->{number} $id\n";
    for my $message (@later) {
        my $same = RT::Ticket->new(writer($message->{author}));
        $same->Load($id);
        my $how = $message->{note} ? 'Comment' : 'Correspond';
        my ($ok, $refusal) = $same->$how(MIMEObj => body($message, $row->{subject}));
        checked($ok, $refusal);
    }
    settle($id, $status);
}

# An answer to a solved ticket has opened it again, and none can begin as waiting.
sub settle {
    my ($id, $status) = @_;
    my $ticket = RT::Ticket->new(RT->SystemUser);
    $ticket->Load($id);
    checked($ticket->SetStatus($status)) if $ticket->Status ne $status;
}

if ($part eq 'prepare') { prepare() }
elsif ($part eq 'finish') { scrips(0) }
else { tickets(sub { load($_[0]) if $_[1] % $of == $part }) }
