"""What a front desk is: rules and use cases, standard library only."""
