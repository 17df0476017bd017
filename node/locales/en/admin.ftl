# Pages for staff: the way in, the overview and the federation.

admin-places = Pages for staff
admin-overview = Overview
admin-about = How your node is, and what waits for you.
admin-records = records of all platforms
admin-login = Log in
admin-login-about = For staff of this platform: publish, import and look after its records, and vote in the federation.
admin-login-wrong = This is not the access token of this node.
admin-token = Access token
admin-token-hint = It stands in the file api.token in the data directory of the node. Who runs the server can give it to you. It is never part of an address.
admin-enter = Log in
admin-logout = Log out

# The overview

admin-health = How the node is
admin-well =
    { $count ->
        [one] All is well: one platform is connected, and nothing is known to be missing or damaged.
       *[other] All is well: { $count } platforms are connected, and nothing is known to be missing or damaged.
    }
admin-waiting = What waits for you
admin-waiting-none = Nothing waits for you.
admin-waiting-ballots =
    { $count ->
        [one] One proposal waits for the vote of your platform
       *[other] { $number } proposals wait for the vote of your platform
    }
admin-waiting-answers =
    { $count ->
        [one] One partnership waits for your answer
       *[other] { $number } partnerships wait for your answer
    }
admin-waiting-stale =
    { $count ->
        [one] One record is to be reviewed
       *[other] { $number } records are to be reviewed
    }
admin-waiting-duplicates =
    { $count ->
        [one] One pair of your records is likely of the same thing
       *[other] { $number } pairs of your records are likely of the same thing
    }
admin-disk = on the disk
admin-uptime = since the start
admin-joining = Your platform waits to be admitted: the charter of the federation has not come yet.
admin-joining-next = Ask the platform that has invited you whether its node runs. If it has waited long, take its ticket again on the server.
admin-applied = Your platform has applied: the one that has invited it knows, and the members decide.
admin-applied-next = Call a member, compare the words of your key, and ask them to vote. The rest happens by itself.
admin-removed = Your platform is no longer in the federation: the charter in force, epoch { $epoch }, does not name it.
admin-removed-next = Your records stay readable here. To come back, ask a member for an invitation.
admin-first = Your platform is the only one in the federation so far.
admin-first-next = Invite another one:
admin-alone = Your node is not connected to any other platform. What you publish stays here until it is.
admin-alone-next = Check that the server reaches the Internet and that its port is open, and ask another platform whether its node runs.
admin-few-links =
    Your node has { $have ->
        [0] no link
        [one] one link
       *[other] { $have } links
    } of the kind { $link }; it should have { $need }, so that records reach both sides whatever fails.
admin-few-links-next = It looks for them by itself. If that takes more than some hours, call one of the platforms that are not connected.
admin-damaged =
    { $count ->
        [one] The last check found one damaged entry.
       *[other] The last check found { $count } damaged entries.
    }
admin-damaged-next = Ask whoever runs the server to look at its disk and to run “ayni verify”, which says what to do. The other platforms hold the same entries.
admin-double-next = Call this platform: somebody else may use its key.
admin-frozen-next = Call this platform to find out which entry is right; then propose to go on from it.
admin-behind =
    { $count ->
        [one] One entry of other platforms is not here yet.
       *[other] { $number } entries of other platforms are not here yet.
    }
admin-behind-rate =
    { $count ->
        [one] One entry of other platforms is not here yet; { $rate } come each second, about { $remaining } to go.
       *[other] { $number } entries of other platforms are not here yet; { $rate } come each second, about { $remaining } to go.
    }
admin-behind-stalled =
    { $count ->
        [one] One entry of other platforms is not here yet, and none has come in the last seconds.
       *[other] { $number } entries of other platforms are not here yet, and none have come in the last seconds.
    }
admin-behind-next = Your node fetches them by itself. Until then lists and numbers here lack some records.
admin-unlisted =
    { $count ->
        [one] One entry is here that the lists do not show yet.
       *[other] { $number } entries are here that the lists do not show yet.
    }
admin-unsearchable =
    { $count ->
        [one] One entry is in the lists that search does not find yet.
       *[other] { $number } entries are in the lists that search does not find yet.
    }
admin-by-itself = This passes by itself. There is nothing to do.
admin-seconds =
    { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
admin-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
admin-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
admin-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
admin-bytes =
    { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
admin-kilobytes = { $number } kB
admin-megabytes = { $number } MB
admin-gigabytes = { $number } GB

# The federation

admin-charter = Decisions
admin-no-vote = Your platform has no vote in this federation. You see here what the members decide.
admin-voted-for = Your platform has signed a proposal in this round.
admin-voted-none = Your platform has signed in this round that it is for none of the proposals.
admin-propose = Propose a change
admin-invite = Invite a platform
admin-vote-for = Vote for this proposal
admin-vote-none = Vote for none of them
admin-vote-none-about = Your platform signs that it is for none of the proposals in this round.
admin-vote-final = The vote is signed with the key of your platform, and all members see it. It can't be taken back: whoever signs two votes in one round proves that it contradicts itself.
admin-vote-again = Your platform has voted in this round. Another vote counts in the next round, once this one can no longer succeed.
admin-vote-sure = I know that this can't be taken back.
admin-vote-next-round = Go on to the next round, though this one may still succeed
admin-vote = Sign the vote
admin-vote-back = Back to the decisions
admin-signed = Your platform has signed the proposal. Below you see who is still missing.
admin-signed-none = Your platform has signed that it is for none of the proposals.
admin-already = There was nothing to sign: your platform has signed this in this round already.
admin-in-force = The change is in force, on every node. The charter now has the epoch { $epoch }.
admin-proposed = It is proposed, and signed by your platform. Below you see who is still missing.
admin-proposed-only = It is proposed. Your platform has voted otherwise in a round that may still succeed; vote for this proposal when that round is over.
admin-propose-about = All that you choose here becomes one proposal. It is in force once enough members have signed it.
admin-admit = Admit platforms
admin-cards = Cards
admin-cards-hint = The card that each platform has sent you, one a line. The words of its key are shown with the proposal: compare them over the telephone.
admin-card-role = Role of those who are admitted
admin-members-hint = Open a member to change its role, to remove it, or to let it go on with a new key.
admin-remove = Remove it from the federation
admin-replace = The card with its new key
admin-unfreeze = End the freeze of a log
admin-branch = The entry with which it goes on
admin-branch-none = Leave it frozen
admin-quorum = A change needs
admin-propose-final = Proposing signs the proposal for your platform, where it has not voted in this round. That can't be taken back.
admin-propose-do = Propose it
admin-invite-about = With a ticket another platform finds the federation. If it is no member yet, taking the ticket applies for it, and the members decide.
admin-invite-role = Role
admin-invite-days = Days for which the ticket holds
admin-invite-make = Make a ticket
admin-ticket = The ticket
admin-ticket-hint = Copy it and send it to that platform alone, by a way that you trust. It is shown only now, and stands in no address.

# Connections

admin-peers = Connections
admin-peers-about = With these platforms your node exchanges records right now. It chooses its links so that North and South stay joined.
admin-peers-none = No platform is connected at the moment.
admin-transport = Connected
admin-round-trip = There and back
admin-tcp = directly (TCP)
admin-quic = directly (QUIC)
admin-relayed = through another member
admin-milliseconds = { $number } ms
admin-unmeasured = not measured yet
admin-absent = Without a connection
admin-absent-about = Your node is not connected to these members directly. Their records come by way of others.
admin-absent-none = Your node is connected to every other member.
